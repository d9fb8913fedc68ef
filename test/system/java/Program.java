import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStatelessServerTransport;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/**
 * A server and a client of the official Java SDK, in whichever version is on the class path.
 *
 * <pre>
 * PROGRAM serve MODE [REMEDY]   prints its URL, then serves until it is killed
 * PROGRAM connect      prints "ready", then for each line {"url", "headers": [[name, value], ...]} of its input:
 *                      connects, lists the tools, hangs up, and prints {"tools": [name, ...]} or {"error": why}
 * </pre>
 *
 * A MODE is stateful-sse or stateless-json.
 */
public class Program {

  public static void main(String[] words) throws Exception {
    LogManager.getLogManager().reset();
    if (words.length >= 2 && words[0].equals("serve")) serve(words[1], List.of(words).subList(2, words.length));
    else if (words.length == 1 && words[0].equals("connect")) attempts();
    else throw new IllegalArgumentException("usage: PROGRAM serve MODE | PROGRAM connect");
  }

  static void serve(String mode, List<String> remedies) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("java-sdk").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    Context context = tomcat.addContext("", null);
    var servlet = Tomcat.addServlet(context, "mcp", mode.startsWith("stateful") ? stateful() : stateless());
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/mcp", "mcp");
    if (remedies.contains("complete-accept")) complete(context);
    tomcat.start();
    System.out.println("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp");
    tomcat.getServer().await();
  }

  /** As it is printed: rules/remedies/complete-accept/. */
  static void complete(Context context) {
    var filter = new FilterDef();
    filter.setFilterName("accept");
    filter.setFilter(new AcceptBoth());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    var map = new FilterMap();
    map.setFilterName("accept");
    map.addURLPattern("/mcp");
    context.addFilterMap(map);
  }

  static HttpServlet stateful() {
    var transport = HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpServer.sync(transport).serverInfo("example-server", "1.0.0").capabilities(tools())
        .toolCall(ready(), (exchange, request) -> yes()).build();
    return transport;
  }

  static HttpServlet stateless() {
    var transport = HttpServletStatelessServerTransport.builder().messageEndpoint("/mcp").build();
    McpServer.sync(transport).serverInfo("example-server", "1.0.0").capabilities(tools())
        .toolCall(ready(), (context, request) -> yes()).build();
    return transport;
  }

  static McpSchema.ServerCapabilities tools() {
    return McpSchema.ServerCapabilities.builder().tools(false).build();
  }

  static McpSchema.Tool ready() {
    var nothing = new McpSchema.JsonSchema("object", Map.of(), null, null, null, null);
    return McpSchema.Tool.builder().name("ready").description("Says yes").inputSchema(nothing).build();
  }

  static McpSchema.CallToolResult yes() {
    return McpSchema.CallToolResult.builder().addTextContent("yes").build();
  }

  record Wanted(String url, List<List<String>> headers) {}

  static void attempts() throws IOException, InterruptedException {
    var json = McpJsonDefaults.getMapper();
    var lines = new BufferedReader(new InputStreamReader(System.in));
    System.out.println("ready");
    for (String line; (line = lines.readLine()) != null; ) {
      var answer = attempt(json.readValue(line, Wanted.class));
      Thread.sleep(200); // its GET and its DELETE go out beside the rest
      System.out.println(json.writeValueAsString(answer));
    }
    System.exit(0);
  }

  static Map<String, Object> attempt(Wanted wanted) {
    try {
      return Map.of("tools", connect(wanted));
    } catch (Exception error) {
      Throwable cause = error;
      while (cause.getCause() != null) cause = cause.getCause();
      return Map.of("error", cause.toString());
    }
  }

  static List<String> connect(Wanted wanted) {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    wanted.headers().forEach(header -> request.header(header.get(0), header.get(1)));
    URI url = URI.create(wanted.url());
    var transport = HttpClientStreamableHttpTransport.builder(url.getScheme() + "://" + url.getAuthority())
        .endpoint(url.getPath()).requestBuilder(request).build();
    McpSyncClient client = McpClient.sync(transport).clientInfo(new McpSchema.Implementation("real-client", "1.0.0"))
        .build();
    try {
      client.initialize();
      return client.listTools().tools().stream().map(McpSchema.Tool::name).toList();
    } finally {
      client.closeGracefully();
    }
  }
}
