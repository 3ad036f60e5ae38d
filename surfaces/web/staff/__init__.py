"""The agency's pages that mix nouns: command centre, dead jobs, mailboxes, the kill switch."""
