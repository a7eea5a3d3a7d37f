package dev.netlab.wireguard.uapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever is said to a UAPI socket, the answer is of the protocol. */
class UapiFuzzTest {
  /** A device that takes everything. */
  private static final class Willing implements Configurable {
    @Override
    public DeviceStatus status() {
      return new DeviceStatus(null, 0, 0, List.of());
    }

    @Override
    public void apply(List<DeviceChange> changes) {}
  }

  @FuzzTest
  void everyConversationEnds(byte[] said) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new UapiSession(new ByteArrayInputStream(said), out, new Willing()).serve();
    String answer = out.toString(StandardCharsets.US_ASCII);
    assertThat(answer.replaceAll("errno=-?[0-9]+\n\n", "")).isEmpty();
  }
}
