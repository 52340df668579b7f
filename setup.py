"""Two source roots and two data packages: what pyproject.toml cannot say."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("src"), *find_packages("api"), "docintel_models", "docintel_corpora"],
    package_dir={
        "docintel": "src/docintel",
        "docintel_api": "api/docintel_api",
        "docintel_models": "models",
        "docintel_corpora": "corpora",
    },
)
