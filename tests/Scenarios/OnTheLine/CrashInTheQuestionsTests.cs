using System.Text.Json;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.OnTheLine;

/// <summary>
/// A process dies at one of its effects on the world while a caller on the line is asked everything there is, and another starts on the same store a second
/// or twenty later. Every ninth effect is a death, in turn before and after it happens; with <c>CRASH_SWEEP=all</c> every one is. Promises 1, 2, 5.
/// </summary>
public sealed class CrashInTheQuestionsTests(ITestOutputHelper output)
{
    private const int EveryNth = 9;

    /// <summary>Beyond bound and time dead: the wake-up of what was left pending (5 s), and the sweep that finds it (1 s).</summary>
    private const int FewSeconds = 6;

    private static readonly (bool After, int Seconds)[] Ways = [(false, 1), (true, 20), (true, 1), (false, 20)];

    private static readonly bool Every = Environment.GetEnvironmentVariable("CRASH_SWEEP") == "all";

    public enum End
    {
        FallsSilent,
        Finishes,
        HangsUpInTheRecording,
    }

    [Theory]
    [InlineData(End.FallsSilent)]
    [InlineData(End.Finishes)]
    [InlineData(End.HangsUpInTheRecording)]
    public void Whenever_it_dies_what_was_promised_is_kept(End end)
    {
        var effects = Run(end, Death.Never, out var undisturbed);
        Assert.True(undisturbed is null, undisturbed);
        var broken = new List<string>();
        var deaths = 0;
        for (var effect = 1; effect <= effects; effect += Every ? 1 : EveryNth)
        {
            var (after, seconds) = Ways[deaths++ % Ways.Length];
            var death = new Death(effect, after, seconds);
            Run(end, death, out var problem);
            if (problem is not null)
            {
                broken.Add($"{death}: {problem}");
            }
        }

        output.WriteLine($"{end}: {effects} effects, {deaths} deaths");
        Assert.True(broken.Count == 0, $"{broken.Count} of {deaths}:\n" + string.Join('\n', broken));
    }

    /// <summary>One caller's way with one death in it. Returns how many effects there were until then.</summary>
    private static int Run(End end, Death death, out string? problem)
    {
        using var s = new Scenario(peers: 1).NobodyPicksUp();
        s.Caller.MayBeRung().MayGet(".");
        s.Program.Kill();
        var life = new Life { DiesAtEffect = death.Effect, DiesAfterEffect = death.After };
        var dying = s.Start(life);
        s.Caller.Is(AnswersEverything(end));
        s.Caller.Phone.PlacesCall(Scenario.Line);
        var restart = new Restart(s, dying, life, death.SecondsDead);
        var until = s.Now + TimeSpan.FromMinutes(end == End.FallsSilent ? 8 : 5);
        for (var second = 1; s.Now < until; second++)
        {
            restart.Look();

            if (s.Caller.Phone.IsIdle && second % 15 == 0 && s.Sessions().Count == 0)
            {
                s.Caller.Phone.PlacesCall(Scenario.Line);
            }

            if (end != End.FallsSilent && second > (end == End.Finishes ? 200 : 70) && second % 13 == 0 && s.Sessions().Any(x => x.Open))
            {
                s.Caller.Phone.Texts(second % 2 == 0 ? "DONE" : "done thanks", Scenario.Line);
            }

            s.RunUntil(() => restart.HasJustDied, TimeSpan.FromSeconds(1));
        }

        var effects = life.Effects;
        problem = death.Effect < 0 && !s.History().Contains("OwnWordsKept") ? "Nothing was recorded."
            : s.Sessions().Count == 0 ? "No session."
            : end == End.FallsSilent ? WasHelped(s, death) : NothingIsLeft(s);
        problem ??= s.ProgramLog.FirstOrDefault(l => l.Contains(" Error ", StringComparison.Ordinal)) ?? (s.Network.Violations is [var violation, ..] ? violation : null);
        if (problem is null)
        {
            s.NoObjections();
        }

        s.Program.Kill();
        return effects;
    }

    /// <summary>They answer each question once or twice, for some are asked again after a death; then one check-in, with a 1 or with a 7.</summary>
    private static Behaviour AnswersEverything(End end) => Behaviour.PersonSaying(
        TimeSpan.FromSeconds(3), "",
        Reaction.Hearing("Press 1 and I start", p => p.Presses("1")),
        Reaction.Hearing("where are you", p => p.Says("12 Main Street Hamilton"), times: 3),
        Reaction.Hearing("I heard", p => p.Presses("1"), times: 3),
        Reaction.Hearing("May I record", p => p.Presses("1"), times: 1),
        Reaction.Hearing("recording after the tone", p => p.Says("blue door round the back"), TimeSpan.FromSeconds(6.5), times: 2),
        Reaction.Hearing(
            "recording after the tone",
            p =>
            {
                if (end == End.HangsUpInTheRecording)
                {
                    p.HangsUp();
                    p.Behaviour = Behaviour.NoAnswer;
                }
                else
                {
                    p.Presses("#");
                }
            },
            TimeSpan.FromSeconds(9.5)),
        Reaction.Hearing("What should I call", p => p.Says("Sam"), times: 2),
        Reaction.Hearing("keep this", p => p.Presses("1"), times: 1),
        Reaction.Hearing("till with me", p => p.Presses(end == End.Finishes ? "7" : "1")),
        Reaction.Hearing("Thanks. Next one", p => p.Behaviour = Behaviour.NoAnswer));

    /// <summary>Who falls silent after the first check-in: EMS rings in time where a place is known, peers where none is.</summary>
    private static string? WasHelped(Scenario s, Death death)
    {
        var session = s.Session;
        if (session.CallerLegs.Count() > 1)
        {
            return "Two lines to the caller.";
        }

        if (session.Incident is not { } incident)
        {
            return "No ladder.";
        }

        var rung = (session.Place is null ? s.PeerA : s.Ems).RungUtc;
        var bound = Timing.OffLineBound.TotalSeconds + death.SecondsDead + FewSeconds;
        return rung.Count > 0 && (rung[0] - incident.ZeroUtc).TotalSeconds <= bound ? null : $"Nobody was rung in time; {session.Place?.Verbatim ?? "no place"}, {session.Mode}.";
    }

    /// <summary>Who is finished: closed, and nothing of theirs is left, here or at the phone company.</summary>
    private static string? NothingIsLeft(Scenario s)
    {
        s.RunQuietly(s.Session.Escalated ? TimeSpan.FromHours(73) : TimeSpan.FromMinutes(2));
        return s.Session.Open ? "Still open."
            : s.Network.Recordings.Count > 0 ? "A recording is left."
            : s.Session.Pending.Any() ? $"Still owed: {string.Join(", ", s.Session.Pending.Select(p => p.Intent.GetType().Name))}."
            : s.Network.Calls.Count(c => c.To == s.Caller.Number) > 12 ? "They were called again and again."
            : JsonSerializer.Serialize(s.Session) is var row && (row.Contains("Main", StringComparison.Ordinal) || row.Contains("Sam", StringComparison.Ordinal) || row.Contains("5550123", StringComparison.Ordinal)) ? "Not erased: " + row
            : null;
    }
}
