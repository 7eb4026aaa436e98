# The bot and the command line, for compose.yaml or by itself: docker build -t whoclaims .
# By digest: --build-arg PYTHON=python:3.11-slim@sha256:... (docker pull prints it; it is not written here because the
# image could not be fetched where this was made).
ARG PYTHON=python:3.11-slim

# Everything that only building needs stays in this stage: pip, setuptools, the sources.
FROM ${PYTHON} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv --without-pip /opt/whoclaims
# The pinned versions first, each file by its hash: this layer is made anew only when they change.
COPY requirements.txt requirements-build.txt ./
RUN pip install --require-hashes --no-deps -r requirements-build.txt \
    && pip --python /opt/whoclaims/bin/python install --require-hashes --no-deps -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY index index
COPY prompts prompts
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && pip --python /opt/whoclaims/bin/python install --no-deps --no-index /wheels/*.whl

FROM ${PYTHON}
ENV PYTHONUNBUFFERED=1 WHOCLAIMS_DATA_DIR=/data PATH=/opt/whoclaims/bin:$PATH
WORKDIR /app
COPY --from=build /opt/whoclaims /opt/whoclaims
# A data folder of its own user, which a new volume takes its owner and mode from.
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin whoclaims \
    && install -d -o whoclaims -g whoclaims -m 0700 /data
USER whoclaims
VOLUME /data
STOPSIGNAL SIGTERM
ENTRYPOINT ["whoclaims"]
CMD ["bot"]
