package dev.coder.tools;

import dev.coder.tools.ProjectType.Found;
import java.util.Locale;

/// Projects in Python: their package manager decides how everything else is called.
final class PythonProject {

    static final String[] MANIFESTS = {"pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile"};

    private static final String[] FRAMEWORKS = {
        "django", "flask", "fastapi", "pyramid", "starlette", "streamlit", "pandas", "torch", "tensorflow"
    };

    private PythonProject() {}

    /// Whoever installs the packages, and runs what was installed.
    private enum Installer {
        UV("uv sync", "uv run "),
        POETRY("poetry install", "poetry run "),
        PDM("pdm install", "pdm run "),
        HATCH("hatch env create", "hatch run "),
        PIPENV("pipenv install --dev", "pipenv run "),
        PIP("pip install -e .", "");

        private final String install;
        private final String run;

        Installer(String install, String run) {
            this.install = install;
            this.run = run;
        }

        static Installer of(ProjectFolder folder, String manifest) {
            if (folder.has("uv.lock") || manifest.contains("[tool.uv")) {
                return UV;
            }
            if (folder.has("poetry.lock") || manifest.contains("[tool.poetry")) {
                return POETRY;
            }
            if (folder.has("pdm.lock") || manifest.contains("[tool.pdm")) {
                return PDM;
            }
            if (folder.has("Pipfile")) {
                return PIPENV;
            }
            return manifest.contains("[tool.hatch.envs") ? HATCH : PIP;
        }
    }

    static Found type(ProjectFolder folder) {
        var manifest = folder.texts(MANIFESTS);
        var manager = Installer.of(folder, manifest);
        var run = manager.run;
        var ruff = manifest.contains("ruff") || folder.has("ruff.toml", ".ruff.toml");
        var requirements = manager == Installer.PIP && folder.has("requirements.txt");
        return new Found("Python")
                .frameworksIn(manifest, FRAMEWORKS)
                .command("install", requirements ? "pip install -r requirements.txt" : manager.install)
                .commandIf(hasPytest(folder, manifest), "test", run + "python -m pytest")
                .commandIf(folder.has("manage.py"), "test", run + "python manage.py test")
                .commandIf(folder.has("tox.ini"), "test", run + "tox")
                .commandIf(folder.has("noxfile.py"), "test", run + "nox")
                .commandIf(true, "test", run + "python -m unittest")
                .commandIf(ruff, "lint", run + "ruff check .")
                .commandIf(manifest.contains("flake8") || folder.has(".flake8"), "lint", run + "flake8")
                .commandIf(manifest.contains("pylint") || folder.has(".pylintrc"), "lint", run + "pylint .")
                .commandIf(ruff, "format", run + "ruff format .")
                .commandIf(manifest.contains("black"), "format", run + "black .")
                .commandIf(manifest.contains("mypy") || folder.has("mypy.ini"), "types", run + "mypy .")
                .commandIf(manifest.contains("pyright"), "types", run + "pyright")
                .note("package manager: " + manager.name().toLowerCase(Locale.ROOT))
                .noteIf(manifest.contains("[tool.uv.workspace"), "monorepo: a uv workspace; --package NAME for one");
    }

    private static boolean hasPytest(ProjectFolder folder, String manifest) {
        return manifest.contains("pytest") || folder.has("pytest.ini", "conftest.py");
    }
}
