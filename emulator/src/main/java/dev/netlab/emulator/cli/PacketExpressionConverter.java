package dev.netlab.emulator.cli;

import dev.netlab.emulator.packet.match.PacketExpression;
import dev.netlab.emulator.packet.match.PacketSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Packets as a lab file's facts write them. */
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
