# The command line as an image: docker build -t cognito-identity-conformance .
# Where the builder reaches no npm registry, `npm run stage` puts the installed package into .image/ first, and that is taken.
ARG NODE=node:24-bookworm-slim

FROM ${NODE} AS package
WORKDIR /source
COPY . .
RUN [ -d .image/app ] || { npm ci --ignore-scripts && npm run stage; }

FROM ${NODE}
COPY --from=package /source/.image/app /app
WORKDIR /work
ENTRYPOINT ["node", "/app/node_modules/cognito-identity-conformance/dist/harness/cli/main.js"]
