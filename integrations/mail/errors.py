"""The third way a send can end."""

from tenants.errors import Problem


class Unknown(Problem):
    """The message may have left and may not; repeating it could send it twice. A person looks."""

    default_code = "unknown"
