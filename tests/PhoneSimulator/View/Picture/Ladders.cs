using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace PhoneSimulator.View.Picture;

/// <summary>The ladders of a session: each that was climbed, with how long it really took, and the one that is ahead.</summary>
internal static class Ladders
{
    public static IReadOnlyList<LadderView> Of(PictureFacts facts)
    {
        var climbed = Climbed(facts).ToList();
        return facts.Session is { Open: true, Incident: not { Phase: Phase.Reaching } } && Waiting(facts) is { } ahead ? [.. climbed, ahead] : climbed;
    }

    /// <summary>Every miss and every "help now" so far. The last is being climbed while the session's incident is.</summary>
    private static IEnumerable<LadderView> Climbed(PictureFacts facts)
    {
        var starts = facts.History.Index().Where(f => f.Item.Kind is "CheckInMissed" or "HelpNow").ToList();
        foreach (var (number, (index, start)) in starts.Index())
        {
            var end = number + 1 < starts.Count ? starts[number + 1].Index : facts.History.Count;
            var zero = start.Due ?? start.Utc;
            var running = number + 1 == starts.Count && facts.Session is { Open: true, Incident.Phase: Phase.Reaching };
            yield return new LadderView(
                Transcripts.Ms(zero),
                running,
                start.Kind == "CheckInMissed" ? Bound(OnTheLine(facts.History, index)) : null,
                running ? AheadOfIncident(facts.Session.Incident!, zero) : [],
                Measures(facts, index, end, zero));
        }
    }

    /// <summary>The check-in that is due next or being asked, and what follows if nobody answers it.</summary>
    private static LadderView? Waiting(PictureFacts facts)
    {
        if (facts.Session.CheckIn.DueUtc is not { } due)
        {
            return null;
        }

        var (line, timing) = (facts.Session.Mode == Mode.OnTheLine, facts.Timing);
        StepView[] steps =
        [
            new("louder", "louder", Whole(line ? timing.OnLineLouder : timing.OffLineSecondChannel)),
            new("miss", "miss", Whole(line ? timing.OnLineMiss : timing.OffLineMiss)),
            new("ems", "EMS", Whole(line ? timing.OnLineEms : timing.OffLineEms)),
        ];

        // Before it is asked there is nothing to climb: the picture would only grow wide.
        var asked = facts.Session.CheckIn.IsOpen;
        return new LadderView(Transcripts.Ms(due), asked, asked ? Bound(line) : null, asked ? steps : [new StepView("due", "check-in", 0)], []);
    }

    private static List<StepView> AheadOfIncident(Incident incident, DateTimeOffset zero)
    {
        List<StepView> steps = [];
        if (incident.Ems is { Wanted: false, ConfirmedUtc: null } && incident.EmsAtUtc is { } ems)
        {
            var held = incident.Owner?.HoldUntilUtc is { } until && until > ems;
            steps.Add(new StepView("ems", held ? "EMS (held)" : "EMS", Whole((held ? incident.Owner!.HoldUntilUtc!.Value : ems) - zero)));
        }

        return steps;
    }

    private static List<MeasureView> Measures(PictureFacts facts, int from, int to, DateTimeOffset zero)
    {
        List<MeasureView> measures = [];
        var climb = facts.History.Skip(from).Take(to - from).ToList();
        if (climb.Find(f => f.Kind == "Accepted") is { } accepted)
        {
            measures.Add(Measure("person", $"{Words.Name(accepted["who"])} takes it", accepted.Utc, zero));
        }

        if (climb.Find(f => f.Kind == "EmsDialled") is { } dialled)
        {
            // The phone company knows when it rang; the program knows when it dialled.
            var rang = facts.Calls.Where(c => c.Who.StartsWith("Ems", StringComparison.Ordinal)).Select(c => c.RingsUtc).Where(r => r >= dialled.Utc).Min();
            measures.Add(Measure("ems", "EMS rings", rang ?? dialled.Utc, zero));
        }

        return measures;
    }

    private static MeasureView Measure(string kind, string words, DateTimeOffset at, DateTimeOffset zero) =>
        new(kind, words, Transcripts.Ms(at), Whole(at - zero));

    /// <summary>How the check-in before this entry was asked.</summary>
    private static bool OnTheLine(IReadOnlyList<Fact> history, int index) =>
        history.Take(index).LastOrDefault(f => f.Kind == "CheckInDue")?["mode"] == nameof(Mode.OnTheLine);

    private static int Bound(bool line) => Whole(line ? Timing.OnLineBound : Timing.OffLineBound);

    private static int Whole(TimeSpan span) => (int)Math.Round(span.TotalSeconds);
}
