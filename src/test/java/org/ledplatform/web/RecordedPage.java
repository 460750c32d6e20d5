package org.ledplatform.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what a page said and where it sent its reader, without Faces. */
final class RecordedPage extends PageContext {

  final Map<String, String> params = new HashMap<>();
  final List<String> done = new ArrayList<>();
  final List<String> failed = new ArrayList<>();
  final List<String> wrong = new ArrayList<>();
  final List<String> went = new ArrayList<>();
  int notFound;
  boolean partial;

  @Override
  public String text(String key, Object... values) {
    return key;
  }

  @Override
  public void done(String key, Object... values) {
    done.add(key);
  }

  @Override
  public void failed(String key, Object... values) {
    failed.add(key);
  }

  @Override
  public void wrong(String field, String key) {
    wrong.add(field + " " + key);
  }

  @Override
  public void go(String path) {
    went.add(path);
  }

  @Override
  public String param(String name) {
    return params.getOrDefault(name, "");
  }

  @Override
  public boolean partial() {
    return partial;
  }

  @Override
  public void notFound() {
    notFound++;
  }
}
