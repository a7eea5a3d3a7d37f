package dev.netlab.netlink.socket;

import dev.netlab.netlink.KernelException;
import dev.netlab.netlink.netns.Namespace;
import dev.netlab.netlink.syscall.Const;
import dev.netlab.netlink.syscall.Errno;
import dev.netlab.netlink.syscall.Fd;
import dev.netlab.netlink.syscall.Memory;
import dev.netlab.netlink.syscall.Sys;
import dev.netlab.netlink.wire.Acknowledgement;
import dev.netlab.netlink.wire.Message;
import dev.netlab.netlink.wire.Netlink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests to the kernel and its answers. A socket stays in the namespace it was opened in and may
 * be used from any thread, by one at a time.
 */
public final class NetlinkSocket implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 8 << 20;
  private static final int ANSWER_SECONDS = 30;
  private static final int DUMP_ATTEMPTS = 20;

  private final Fd fd;
  private int sequence;

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
  }

  /** A socket in the calling thread's network namespace. */
  public static NetlinkSocket open(NetlinkFamily protocol) {
    Fd fd = BoundSocket.open(protocol, RECEIVE_BUFFER);
    ByteBuffer timeout = Memory.allocate(16).putLong(0, ANSWER_SECONDS);
    Sys.setsockopt(
        "limit the wait for netlink answers", fd, Const.SOL_SOCKET, Const.SO_RCVTIMEO, timeout);
    return new NetlinkSocket(fd);
  }

  /** A socket in the given namespace. */
  public static NetlinkSocket open(NetlinkFamily protocol, Namespace namespace) {
    return namespace.call(() -> open(protocol));
  }

  /**
   * Sends one request and returns what the kernel answered before its acknowledgement: an object
   * for a get, nothing for a set.
   *
   * @throws KernelException the kernel's refusal with its words
   */
  public synchronized List<Message> request(Request request) {
    int number = ++sequence;
    send(request, request.message().flags() | Netlink.NLM_F_REQUEST | Netlink.NLM_F_ACK, number);
    List<Message> answers = new ArrayList<>();
    while (true) {
      for (Message message : receive(request.operation())) {
        if (message.sequence() != number) {
          continue;
        }
        if (message.type() == Netlink.NLMSG_ERROR) {
          check(request, Acknowledgement.ofError(message));
          return answers;
        }
        answers.add(message);
      }
    }
  }

  /**
   * Everything the kernel lists for a get request; a dump that was disturbed by a change is made
   * again.
   *
   * @throws KernelException the kernel's refusal with its words
   */
  public synchronized List<Message> dump(Request request) {
    for (int attempt = 1; attempt <= DUMP_ATTEMPTS; attempt++) {
      List<Message> all = dumpOnce(request);
      if (all.stream().noneMatch(m -> (m.flags() & Netlink.NLM_F_DUMP_INTR) != 0)) {
        return all.subList(0, all.size() - 1);
      }
    }
    throw new KernelException(
        request.operation(), Errno.EAGAIN, "the list changed each time it was being read");
  }

  /** The listed objects and, last, NLMSG_DONE. */
  private List<Message> dumpOnce(Request request) {
    int number = ++sequence;
    send(request, request.message().flags() | Netlink.NLM_F_REQUEST | Netlink.NLM_F_DUMP, number);
    List<Message> all = new ArrayList<>();
    while (true) {
      for (Message message : receive(request.operation())) {
        if (message.sequence() != number) {
          continue;
        }
        switch (message.type()) {
          case Netlink.NLMSG_ERROR -> check(request, Acknowledgement.ofError(message));
          case Netlink.NLMSG_DONE -> {
            check(request, Acknowledgement.ofDone(message));
            all.add(message);
            return all;
          }
          default -> all.add(message);
        }
      }
    }
  }

  /**
   * Has the requests done in their order, many in one system call.
   *
   * @throws KernelException for the first that was rejected: its operation, the kernel's words
   */
  public void execute(List<Request> requests) {
    attempt(requests)
        .ifPresent(
            failure -> {
              throw failure.error();
            });
  }

  /** As {@link #execute}, telling the first refused request and its place instead of throwing. */
  public synchronized Optional<Failure> attempt(List<Request> requests) {
    int next = 0;
    while (next < requests.size()) {
      int end = chunkEnd(requests, next);
      Optional<Failure> failure = attemptChunk(requests, next, end);
      if (failure.isPresent()) {
        return failure;
      }
      next = end;
    }
    return Optional.empty();
  }

  private static int chunkEnd(List<Request> requests, int start) {
    int size = requests.get(start).message().size();
    int end = start + 1;
    while (end < requests.size()) {
      size += requests.get(end).message().size();
      if (size > Buffers.SIZE) {
        break;
      }
      end++;
    }
    return end;
  }

  /**
   * Only the last request asks for an acknowledgement: the kernel processes a chunk in order and
   * reports each failure in any case, so the last answer means that all are done.
   */
  private Optional<Failure> attemptChunk(List<Request> requests, int start, int end) {
    int first = sequence + 1;
    sequence += end - start;
    Request last = requests.get(end - 1);
    if (end == start + 1) {
      send(last, flags(last) | Netlink.NLM_F_ACK, first);
    } else {
      ByteBuffer chunk = Buffers.take();
      for (int i = start; i < end; i++) {
        int ack = i == end - 1 ? Netlink.NLM_F_ACK : 0;
        requests.get(i).message().write(chunk, flags(requests.get(i)) | ack, first + i - start);
      }
      send(last.operation(), chunk.flip());
      Buffers.giveBack(chunk);
    }
    Failure failure = null;
    while (true) {
      for (Message message : receive(last.operation())) {
        int index = start + message.sequence() - first;
        if (message.type() != Netlink.NLMSG_ERROR || index < start || index >= end) {
          continue;
        }
        Acknowledgement ack = Acknowledgement.ofError(message);
        if (ack.errno() != 0 && failure == null) {
          Request refused = requests.get(index);
          failure = new Failure(index, refused, exception(refused, ack));
        }
        if (index == end - 1) {
          return Optional.ofNullable(failure);
        }
      }
    }
  }

  /**
   * Executes requests in one transaction of nfnetlink: all of them take effect, or none.
   *
   * @param begin and {@code end}, which the kernel answers only where it refuses
   * @throws KernelException for the first that was rejected
   */
  public synchronized void transact(Request begin, List<Request> requests, Request end) {
    int first = sequence + 1;
    sequence += requests.size() + 2;
    ByteBuffer batch = Buffers.take();
    begin.message().write(batch, flags(begin), first);
    int last = first + requests.size();
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      int ack = first + 1 + i == last ? Netlink.NLM_F_ACK : 0;
      request.message().write(batch, flags(request) | ack, first + 1 + i);
    }
    end.message().write(batch, flags(end), last + 1);
    send(begin.operation(), batch.flip());
    Buffers.giveBack(batch);
    KernelException refused = null;
    while (true) {
      for (Message message : receive(requests.getLast().operation())) {
        int number = message.sequence();
        if (message.type() != Netlink.NLMSG_ERROR || number < first || number > last + 1) {
          continue;
        }
        Acknowledgement ack = Acknowledgement.ofError(message);
        if (number == first) {
          check(begin, ack);
        } else if (ack.errno() != 0 && refused == null) {
          refused = exception(number > last ? end : requests.get(number - first - 1), ack);
        }
        if (number >= last) {
          if (refused != null) {
            throw refused;
          }
          return;
        }
      }
    }
  }

  private static int flags(Request request) {
    return request.message().flags() | Netlink.NLM_F_REQUEST;
  }

  private void send(Request request, int flags, int number) {
    Message message = request.message();
    if (message.size() > Buffers.SIZE) {
      ByteBuffer large = Memory.allocate(message.size());
      message.write(large, flags, number);
      send(request.operation(), large.flip());
      return;
    }
    ByteBuffer buffer = Buffers.take();
    message.write(buffer, flags, number);
    send(request.operation(), buffer.flip());
    Buffers.giveBack(buffer);
  }

  private void send(String what, ByteBuffer bytes) {
    if (Sys.send(what, fd, bytes, 0) == -1) {
      throw new KernelException(what, Errno.EAGAIN);
    }
  }

  private List<Message> receive(String what) {
    ByteBuffer buffer = Buffers.take();
    int length = Sys.receive(what, fd, buffer, Const.MSG_TRUNC);
    if (length == -1) {
      throw new KernelException(
          what, Errno.ETIMEDOUT, "no answer over netlink in " + ANSWER_SECONDS + " s");
    }
    ByteBuffer datagram = BoundSocket.copy(what, buffer, length);
    Buffers.giveBack(buffer);
    return Message.readAll(datagram);
  }

  private static void check(Request request, Acknowledgement ack) {
    if (ack.errno() != 0) {
      throw exception(request, ack);
    }
  }

  private static KernelException exception(Request request, Acknowledgement ack) {
    return new KernelException(
        request.operation(), ack.errno(), ack.text(), ack.offset(), ack.missing());
  }

  @Override
  public void close() {
    fd.close();
  }
}
