"""What templates of every context may say."""
