"""Settings for the whole suite."""

from hypothesis import HealthCheck, settings

# Machines are shared and noisy: no example is failed for being slow.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
