import pytest
from publication_company import MARTS, Company


@pytest.fixture
def company(tmp_path):
    company = Company(tmp_path)
    company.land()
    return company


@pytest.fixture
def marts():
    return MARTS
