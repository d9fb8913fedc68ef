// Completes Accept before the SDK's servlet reads it: a filter on the endpoint, with async support.
import jakarta.servlet.*;
import jakarta.servlet.http.*;
import java.io.IOException;
import java.util.*;

public class AcceptBoth extends HttpFilter {
  private static final String BOTH = "application/json, text/event-stream";

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request.getMethod().equals("POST") ? new Completed(request) : request, response);
  }

  private static class Completed extends HttpServletRequestWrapper {
    Completed(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      return name.equalsIgnoreCase("accept") ? BOTH : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("accept") ? Collections.enumeration(List.of(BOTH)) : super.getHeaders(name);
    }

    // Spring asks for the names first, and a request without Accept would stay without.
    @Override
    public Enumeration<String> getHeaderNames() {
      var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(Collections.list(super.getHeaderNames()));
      names.add("Accept");
      return Collections.enumeration(names);
    }
  }
}
