# The bot and the command line, for compose.yaml or by itself: docker build -t whoclaims .
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 WHOCLAIMS_DATA_DIR=/data
WORKDIR /app
# The pinned versions first: this layer is made anew only when they change.
COPY requirements.txt ./
RUN pip install --no-deps -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY index index
COPY prompts prompts
# A data folder of its own user, which a new volume takes its owner and mode from.
RUN pip install --no-deps --no-build-isolation . \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin whoclaims \
    && install -d -o whoclaims -g whoclaims -m 0700 /data
USER whoclaims
VOLUME /data
ENTRYPOINT ["whoclaims"]
CMD ["bot"]
