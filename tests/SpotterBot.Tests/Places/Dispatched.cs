using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Words;

namespace SpotterBot.Tests.Places;

/// <summary>A check-in missed by somebody at a place, nobody on the roster: the dispatch desk picks up and listens.</summary>
internal sealed class Dispatched
{
    private const string DeskCall = "CAdesk";

    private static readonly DateTimeOffset Zero = new(2026, 1, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly Facts _facts;
    private Session _session;

    /// <param name="minutes">Since the check-in was due when they pick up.</param>
    public Dispatched(Place place, ImmutableArray<Area> areas, int minutes = 2)
    {
        _facts = new Facts { Areas = areas, EmsCallbackNumber = "+12895550199" };
        _session = Decider.Start(new Beginning("5e55i0n00001", "123", "+19055550100", TextChannel.Works, MessageSid: "SM1", SavedPlace: place), _facts, Zero).Session;
        var due = _session.CheckIn.DueUtc!.Value;
        foreach (var seconds in (int[])[0, 31, 76, 121])
        {
            Happens(new Happening.TimePassed(), due.AddSeconds(seconds));
        }

        if (_session.Pending.Select(p => p.Intent).OfType<Intent.PlaceCall>().FirstOrDefault(c => c.To.Kind == PartyKind.Ems) is { } call)
        {
            var now = due.AddMinutes(minutes);
            Happens(new Happening.CallPlaced(call.LegId, DeskCall), now);
            var answer = (Answer.Voice)Happens(new Happening.LegAsks(call.LegId, DeskCall, 0, _session.CheckIn.Number), now);
            Language = Languages.ForEms(answer.Language);
            Heard = Lines(answer);

            // Nobody says or keys anything: after the keys once more they hear all of it.
            foreach (var step in (int[])[1, 2])
            {
                Whole = Lines((Answer.Voice)Happens(new Happening.LegAsks(call.LegId, DeskCall, step, _session.CheckIn.Number, Silent: true), now.AddSeconds(30 * step)));
            }
        }
    }

    /// <summary>The first thing the desk hears; empty where none is rung.</summary>
    public ImmutableArray<Line> Heard { get; } = [];

    /// <summary>What it hears if it has kept silent.</summary>
    public ImmutableArray<Line> Whole { get; } = [];

    public ILanguage Language { get; } = Languages.Of(null);

    /// <summary>The brief alone: what keys there are follows it.</summary>
    public string Brief => string.Join(' ', Heard.Where(l => l.Key != LineKey.EmsKeys).Select(Language.Say));

    private static ImmutableArray<Line> Lines(Answer.Voice answer) => [.. answer.Verbs.OfType<Verb.Ask>().SelectMany(a => a.Lines)];

    private Answer Happens(Happening happening, DateTimeOffset nowUtc)
    {
        var decision = Decider.Decide(_session, happening, _facts, nowUtc);
        _session = decision.Session;
        return decision.Answer;
    }
}
