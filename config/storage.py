"""Static files in production: named by their content, down to the modules that import each other."""

from __future__ import annotations

from whitenoise.storage import (  # type: ignore[import-untyped] # has no stubs
    CompressedManifestStaticFilesStorage,
)

_THEIRS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]  # noqa: SLF001 - to narrow it


class HashedModulesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # untyped, see above
    """Also writes hashed names into our own modules' imports, so that an old module never meets a new one."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("js/*.js", _THEIRS)
    # One for each step of the longest chain of imports.
    max_post_process_passes = 20
