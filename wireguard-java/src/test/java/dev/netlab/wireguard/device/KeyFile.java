package dev.netlab.wireguard.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A private key that {@code wg} made, in a file.
 *
 * @param publicKey in base64
 */
record KeyFile(Path path, String publicKey) {
  static KeyFile generate(Path path) throws IOException {
    Files.writeString(path, Shell.run("wg genkey"));
    return new KeyFile(path, Shell.run(List.of("sh", "-c", "wg pubkey < " + path)).strip());
  }

  /** Its path, for {@code wg set}. */
  @Override
  public String toString() {
    return path.toString();
  }
}
