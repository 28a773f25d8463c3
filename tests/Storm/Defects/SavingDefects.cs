using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using Simulation;
using Storm.Watching;

namespace Storm.Defects;

/// <summary>Saves a session otherwise than it was decided.</summary>
internal sealed class ErringCodec(SessionCodec inner, Func<Session, Session> err) : SessionCodec(new Privacy(Instance.PrivacyKey))
{
    public override byte[] Seal(Session session) => inner.Seal(err(session));

    public override Session Open(string id, ReadOnlySpan<byte> state) => inner.Open(id, state);
}

internal sealed class SendsWithoutClaim : IDefect
{
    public string Name => "send-without-claim";

    public int Breaks => 8;

    public string Summary => "Orders are carried out without their claim in the session's row: whoever looks meanwhile carries them out as well.";

    public SessionCodec Codec(SessionCodec inner, Tickets tickets) => new ErringCodec(inner, session => session with
    {
        Pending = [.. session.Pending.Select(p => p with { ClaimedUntilUtc = null })],
    });
}
