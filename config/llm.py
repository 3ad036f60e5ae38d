"""Text models: in which order services are asked, with which model, at which price and within which bounds."""

import environ

env = environ.Env()

LLM_CHAINS = {
    "critical": env.list("LLM_CHAIN_CRITICAL", default=["anthropic", "xai", "gemini"]),
    "volume": env.list("LLM_CHAIN_VOLUME", default=["gemini", "xai", "anthropic"]),
    "analysis": env.list("LLM_CHAIN_ANALYSIS", default=["xai", "openai", "gemini"]),
}
"""Slugs of connectors; whatever none of them can do, the purpose's own rule does."""

LLM_MODELS = {
    "anthropic": env.str("LLM_MODEL_ANTHROPIC", default="claude-sonnet-4-5"),
    "xai": env.str("LLM_MODEL_XAI", default="grok-4-fast-non-reasoning"),
    "gemini": env.str("LLM_MODEL_GEMINI", default="gemini-2.5-flash"),
    "openai": env.str("LLM_MODEL_OPENAI", default="gpt-4.1-mini"),
    "featherless": env.str("LLM_MODEL_FEATHERLESS", default="MBZUAI-Paris/Atlas-Chat-9B"),
}
LLM_NAMES = {"anthropic": "Claude", "xai": "Grok", "gemini": "Gemini", "openai": "GPT", "featherless": "Featherless"}

LLM_PRICES = {
    "anthropic": (env.int("LLM_PRICE_IN_ANTHROPIC", default=3_000_000), env.int("LLM_PRICE_OUT_ANTHROPIC", 15_000_000)),
    "xai": (env.int("LLM_PRICE_IN_XAI", default=3_000_000), env.int("LLM_PRICE_OUT_XAI", 15_000_000)),
    "gemini": (env.int("LLM_PRICE_IN_GEMINI", default=300_000), env.int("LLM_PRICE_OUT_GEMINI", 2_500_000)),
    "openai": (env.int("LLM_PRICE_IN_OPENAI", default=400_000), env.int("LLM_PRICE_OUT_OPENAI", 1_600_000)),
    "featherless": (env.int("LLM_PRICE_IN_FEATHERLESS", default=0), env.int("LLM_PRICE_OUT_FEATHERLESS", 0)),
}
"""Millionths of a dollar per million tokens, in and out; to be kept in step with the services' own lists."""
LLM_RATES = {"USD": 1.0, "EUR": 1.0, "GBP": 0.9, "CHF": 1.0, "CAD": 1.5, "MAD": 11.0}
"""Units of money per dollar, rounded up. In a currency that is missing here no model is asked."""

LLM_SECONDS = 15.0
"""What one service has for its answer and its repair, before the next one is asked."""
LLM_MOST_STEPS = 6
"""Calls for one question, repairs included."""
LLM_MOST_MICROS = env.int("LLM_MOST_MICROS", default=100_000)
"""Millionths of a dollar that one question may cost at most, all services together."""
LLM_MOST_PROMPT_BYTES = 20_000

LLM_DRAFTS_PER_RUN = env.int("LLM_DRAFTS_PER_RUN", default=40)
LLM_DRAFTS_SECONDS = 30.0
"""A run's messages beyond either bound keep the words of their template."""
