using System.Buffers;

namespace BranchBot.Host.Documents;

/// <summary>
/// Keeps what is written until it is passed on. XML and zip archives are written synchronously (even the end of an entry that is disposed of asynchronously), a
/// web answer only asynchronously: between the two there is this, and whoever writes empties it now and then.
/// </summary>
internal sealed class Spill : Stream
{
    private readonly ArrayBufferWriter<byte> kept = new(128 * 1024);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => kept.WrittenCount;

    /// <inheritdoc/>
    public override long Position
    {
        get => kept.WrittenCount;
        set => throw new NotSupportedException();
    }

    /// <summary>Passes on what it keeps.</summary>
    public async ValueTask To(Stream stream, CancellationToken cancel)
    {
        await stream.WriteAsync(kept.WrittenMemory, cancel);
        kept.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => kept.Write(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
