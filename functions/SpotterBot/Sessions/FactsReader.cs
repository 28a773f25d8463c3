using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Roster;

namespace SpotterBot.Sessions;

/// <summary>Gathers what a decision may know: who may be rung, the areas, the clock's settings.</summary>
public sealed class FactsReader(RosterBook roster, ServiceFacts service)
{
    public async ValueTask<Facts> ForAsync(Session? session, DateTimeOffset now)
    {
        var onShift = await roster.SnapshotAsync(now);
        return service.Base with
        {
            Peers = [.. onShift.Peers.Select(p => new PeerFact(p.Id, p.Phone, p.LastRungUtc, p.IsBusyFor(session?.Id)))],
            Coordinators = onShift.Coordinators,
        };
    }
}

/// <summary>What does not change while the program runs: areas, settings, the numbers nobody may be named under.</summary>
public sealed record ServiceFacts(Facts Base);
