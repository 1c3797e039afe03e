# syntax=docker/dockerfile:1
# One image for the web server, the worker, beat and management commands.

FROM node:24-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.13-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements-production.lock ./
RUN --mount=type=cache,target=/root/.cache/pip \
    /venv/bin/pip install --require-hashes -r requirements-production.lock
COPY . .
COPY --from=front-end /app/node_modules ./node_modules
# Only names: collecting files opens neither the database nor the broker, and the key signs nothing.
RUN HAMRIN_ENV=production SECRET_KEY=collectstatic-only ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgresql://nobody@localhost/none BROKER_URL=redis://localhost/0 \
    /venv/bin/python manage.py collectstatic --noinput \
    && rm -rf node_modules tests

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin hamrin \
    && install -d -o hamrin -g hamrin /data
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HAMRIN_ENV=production \
    HAMRIN_DATA=/data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER hamrin
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-m", "config.healthcheck", "8000"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
    "--blocking-threads", "8", "--respawn-failed-workers", "config.wsgi:application"]
