using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace Exploration.Model;

/// <summary>One phone call as the phone company has it.</summary>
/// <param name="TimerUtc">Rings out then, or its document is over.</param>
/// <param name="LimitUtc">The phone company ends it then.</param>
/// <param name="EndsRoom">Its leaving ends the room for all.</param>
public sealed record Call(
    string LegId, string Sid, Party Who, LegState State, DateTimeOffset TimerUtc, DateTimeOffset LimitUtc, Answer.Voice? Document = null, Playing Playing = default,
    bool InRoom = false, bool EndsRoom = false);

/// <summary>One session and the world around it at one moment.</summary>
/// <param name="WakeUtc">As it was saved.</param>
/// <param name="Sids">Names given by the phone company so far.</param>
/// <param name="FaultsLeft">So many orders may still go wrong.</param>
public sealed record Life(
    Session Session, DateTimeOffset NowUtc, DateTimeOffset? WakeUtc, ImmutableArray<Call> Calls, Ghost Ghost, Weather Weather, int Sids, int FaultsLeft)
{
    /// <summary>What a decision is told now.</summary>
    public Facts Facts(Facts calm) => Weather.On(calm, NowUtc);
}

/// <summary>One of the ways things could have gone other than well within one step.</summary>
/// <param name="Point">Which order of the step, in the order they are carried out; -1: all went well.</param>
/// <param name="Alternative">From 1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Deviation(int Point, int Alternative)
{
    public static readonly Deviation None = new(-1, 0);
}
