"""Names of people of many countries, which lists of papers lack: from Faker, with a fixed seed."""

from faker import Faker
from faker.config import AVAILABLE_LOCALES

_PER_LOCALE = 400


def other_names() -> list[str]:
    """Return made-up full names in the scripts and customs of all countries that Faker knows."""
    names: list[str] = []
    for locale in sorted(AVAILABLE_LOCALES):
        faker = Faker(locale)
        faker.seed_instance(1)
        names += sorted({f"{faker.first_name()} {faker.last_name()}" for _ in range(_PER_LOCALE)})
    return names
