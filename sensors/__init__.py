"""What is measured of a client: sensors, their readings, the pressure they put on sectors, and goals."""
