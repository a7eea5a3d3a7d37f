package dev.netlab.cli;

import dev.netlab.packet.filter.PacketExpression;
import dev.netlab.packet.filter.PacketSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Packets in the notation of a lab file's facts. */
final class PacketExpressionConverter implements ITypeConverter<PacketExpression> {
  @Override
  public PacketExpression convert(String text) {
    try {
      return PacketExpression.parse(text);
    } catch (PacketSyntaxException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }
}
