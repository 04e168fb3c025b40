"""What can be done with referrals; each function is one whole transaction."""
