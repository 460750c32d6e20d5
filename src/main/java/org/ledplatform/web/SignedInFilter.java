package org.ledplatform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends whoever is not signed in to the sign-in page, and from there back to where they wanted. */
public class SignedInFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getUserPrincipal() != null) {
      chain.doFilter(request, response);
    } else if ("partial/ajax".equals(request.getHeader("Faces-Request"))) {
      // A script that gets a plain redirect would show the sign-in page inside a part of this one.
      response.setContentType("text/xml;charset=UTF-8");
      response
          .getWriter()
          .write(
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\""
                  + request.getContextPath()
                  + "/signin?to="
                  + wanted(request)
                  + "\"/></partial-response>");
    } else {
      response.sendRedirect(request.getContextPath() + "/signin?to=" + wanted(request));
    }
  }

  private static String wanted(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String query =
        request.getMethod().equals("GET") && request.getQueryString() != null
            ? "?" + request.getQueryString()
            : "";
    return URLEncoder.encode(path + query, StandardCharsets.UTF_8);
  }
}
