package dev.netlab.lab;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Curve25519 key or a preshared key.
 *
 * @param base64 44 characters, as {@code wg} prints it
 */
public record WireGuardKey(String base64) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");

  /** Parses a key as {@code wg genkey} prints it; empty if the text is not a key. */
  public static Optional<WireGuardKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new WireGuardKey(text)) : Optional.empty();
  }

  /** The key's 32 bytes. */
  public byte[] bytes() {
    return Arrays.copyOf(Base64.getDecoder().decode(base64), 32);
  }

  /** Does not show the key, which may be private. */
  @Override
  public String toString() {
    return "WireGuardKey[...]";
  }
}
