package dev.netlab.engine.links;

import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.socket.NetlinkFamily;
import dev.netlab.netlink.socket.NetlinkSignal;
import dev.netlab.netlink.syscall.Fd;
import java.util.function.Consumer;

/** Runs something whenever a link of a namespace goes up or down. */
final class LinkChanges implements PollLoop.Source {
  private static final int RTNLGRP_LINK = 1;

  private final NetlinkSignal signal;
  private final Runnable then;
  private final Consumer<RuntimeException> whenFailed;

  private LinkChanges(NetlinkSignal signal, Runnable then, Consumer<RuntimeException> whenFailed) {
    this.signal = signal;
    this.then = then;
    this.whenFailed = whenFailed;
  }

  static LinkChanges open(
      Namespace namespace, Runnable then, Consumer<RuntimeException> whenFailed) {
    NetlinkSignal signal = NetlinkSignal.open(NetlinkFamily.ROUTE, RTNLGRP_LINK, namespace);
    return new LinkChanges(signal, then, whenFailed);
  }

  @Override
  public Fd fd() {
    return signal.fd();
  }

  @Override
  public void handle() {
    signal.clear();
    then.run();
  }

  @Override
  public void failed(RuntimeException e) {
    whenFailed.accept(e);
  }

  @Override
  public void close() {
    signal.close();
  }
}
