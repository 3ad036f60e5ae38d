"""What sensors read out of outside services, in our words; what several need is fetched once per go."""
