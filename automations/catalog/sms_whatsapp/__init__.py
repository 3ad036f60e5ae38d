"""Text messages and WhatsApp."""
