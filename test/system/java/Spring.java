import java.util.Arrays;
import java.util.Map;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

/**
 * A server of Spring AI's starter for WebMVC, in whichever version is on the class path.
 *
 * <pre>
 * PROGRAM serve MODE [REMEDY...]   prints its URL, then serves until it is killed
 * </pre>
 *
 * A MODE is stateful-sse or stateless-json. A REMEDY is the name of a folder in rules/remedies/.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
public class Spring {

  public static void main(String[] words) {
    if (words.length < 2 || !words[0].equals("serve")) throw new IllegalArgumentException("usage: PROGRAM serve MODE");
    var application = new SpringApplication(Spring.class);
    application.setDefaultProperties(Map.of(
        "server.port", "0",
        "server.address", "127.0.0.1",
        "spring.main.banner-mode", "off",
        "logging.level.root", "OFF",
        "spring.ai.mcp.server.name", "example-server",
        "spring.ai.mcp.server.protocol", words[1].startsWith("stateful") ? "STREAMABLE" : "STATELESS"));
    // A bean, as `@Component` makes one of it: Spring Boot puts every filter that is a bean before its servlets.
    if (Arrays.asList(words).contains("complete-accept"))
      application.addInitializers(context -> ((GenericApplicationContext) context).registerBean(AcceptBoth.class));
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
