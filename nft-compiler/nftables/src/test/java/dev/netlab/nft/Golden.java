package dev.netlab.nft;

import dev.netlab.nft.compile.PolicyCompiler;
import dev.netlab.nft.ruleset.Ruleset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Policies beside the ruleset they become, as nft lists it. */
public final class Golden {
  private Golden() {}

  public static Ruleset compile(String name) {
    return PolicyCompiler.compile(
        RuleText.tables(name + ".policy", read(name + ".policy").lines().toList()));
  }

  public static String expected(String name) {
    return read(name + ".nft");
  }

  public static String read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no such resource: " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
