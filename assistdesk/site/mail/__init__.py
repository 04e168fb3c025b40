"""The door for mail: an SMTP and LMTP server that any mail server can hand mail to."""
