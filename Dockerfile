# Read-only, without rights, and without a shell in what it starts:
#   docker build -t mcp-accept .
#   docker run --rm --read-only --network host mcp-accept probe http://127.0.0.1:3000/mcp
FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm run build

FROM node:24-slim
WORKDIR /work
COPY --from=build /src/package.json /src/LICENSE /app/
COPY --from=build /src/bin /app/bin
COPY --from=build /src/dist /app/dist
COPY --from=build /src/rules /app/rules
COPY --from=build /src/fixtures/servers /app/fixtures/servers
USER 1000:1000
ENTRYPOINT ["node", "/app/bin/mcp-accept.js"]
