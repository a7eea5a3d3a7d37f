package dev.netlab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MacTest {
  @Test
  void isReadAndWritten() {
    assertThat(Mac.parse("0A:58:0a:80:02:2b")).map(Mac::toString).hasValue("0a:58:0a:80:02:2b");
    assertThat(Mac.parse("0a:58:0a:80:02")).isEmpty();
  }
}
