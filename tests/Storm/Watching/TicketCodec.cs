using System.Buffers.Binary;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace Storm.Watching;

/// <summary>
/// Stores a ticket in place of a sealed session, and keeps the session beside it: the referee sees every version as it is saved, and a run spends
/// its time on decisions. One in so many is really sealed and opened again, so that what the rows can hold is part of the run.
/// </summary>
internal sealed class TicketCodec(Privacy privacy, Tickets tickets) : SessionCodec(privacy)
{
    private const int ReallySealedEvery = 40;

    public override byte[] Seal(Session session)
    {
        var ticket = tickets.Add(session);
        if (ticket % ReallySealedEvery == 0)
        {
            tickets[ticket] = base.Open(session.Id, base.Seal(session));
        }

        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, ticket);
        return bytes;
    }

    public override Session Open(string id, ReadOnlySpan<byte> state) => tickets.Of(state);
}

/// <summary>The sessions of one world, every version of them.</summary>
internal sealed class Tickets
{
    private readonly List<Session> _sessions = [];

    public Session this[long ticket]
    {
        get => _sessions[(int)ticket];
        set => _sessions[(int)ticket] = value;
    }

    public long Add(Session session)
    {
        _sessions.Add(session);
        return _sessions.Count - 1;
    }

    public Session Of(ReadOnlySpan<byte> state) => this[BinaryPrimitives.ReadInt64LittleEndian(state)];
}
