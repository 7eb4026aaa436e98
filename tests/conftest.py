"""Settings for the whole suite."""

from hypothesis import HealthCheck, settings

# Machines are shared and noisy: no example is failed for being slow.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make fuzz` looks longer, and coverage-guided beside that.
settings.register_profile("long", settings.get_profile("steady"), max_examples=5_000)
settings.load_profile("steady")
