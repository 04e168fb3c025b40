"""Pages of on-demand referrals."""
