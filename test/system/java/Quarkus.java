import io.quarkiverse.mcp.server.Tool;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A server of Quarkus' MCP extension, as it is without any setting: sessions, JSON.
 *
 * <pre>
 * PROGRAM serve MODE   prints its URL, then serves until it is killed
 * </pre>
 */
@QuarkusMain
public class Quarkus implements QuarkusApplication {

  public static void main(String[] words) {
    if (words.length != 2 || !words[0].equals("serve")) throw new IllegalArgumentException("usage: PROGRAM serve MODE");
    System.setProperty("quarkus.http.port", "0");
    System.setProperty("quarkus.http.host", "127.0.0.1");
    System.setProperty("quarkus.log.level", "OFF");
    System.setProperty("quarkus.mcp.server.server-info.name", "example-server");
    io.quarkus.runtime.Quarkus.run(Quarkus.class, words);
  }

  @Override
  public int run(String... words) {
    String port = ConfigProvider.getConfig().getValue("quarkus.http.port", String.class);
    System.out.println("http://127.0.0.1:" + port + "/mcp");
    io.quarkus.runtime.Quarkus.waitForExit();
    return 0;
  }

  public static class Tools {
    @Tool(description = "Says yes")
    String ready() {
      return "yes";
    }
  }
}
