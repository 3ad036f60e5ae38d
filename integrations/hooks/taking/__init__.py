"""What deliveries mean for the client's contacts: who wrote, who wants no more, who paid. Jobs in `handlers`."""
