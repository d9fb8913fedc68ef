import java.util.Map;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * A server of Spring AI's starter for WebMVC, in whichever version is on the class path.
 *
 * <pre>
 * PROGRAM serve MODE   prints its URL, then serves until it is killed
 * </pre>
 *
 * A MODE is stateful-sse or stateless-json.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Spring {

  public static void main(String[] words) {
    if (words.length != 2 || !words[0].equals("serve")) throw new IllegalArgumentException("usage: PROGRAM serve MODE");
    var application = new SpringApplication(Spring.class);
    application.setDefaultProperties(Map.of(
        "server.port", "0",
        "server.address", "127.0.0.1",
        "spring.main.banner-mode", "off",
        "logging.level.root", "OFF",
        "spring.ai.mcp.server.name", "example-server",
        "spring.ai.mcp.server.protocol", words[1].startsWith("stateful") ? "STREAMABLE" : "STATELESS"));
    Environment environment = application.run().getEnvironment();
    System.out.println("http://127.0.0.1:" + environment.getProperty("local.server.port") + "/mcp");
  }

  public static class Tools {
    @Tool(description = "Says yes")
    public String ready() {
      return "yes";
    }
  }

  @Bean
  ToolCallbackProvider tools() {
    return MethodToolCallbackProvider.builder().toolObjects(new Tools()).build();
  }
}
