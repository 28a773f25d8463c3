namespace PhoneSimulator.View.Picture;

/// <summary>The picture of a session. Pure: the same facts make the same picture, whatever the time is.</summary>
public static class SessionPicture
{
    public static PictureView Of(PictureFacts facts)
    {
        var ladders = Ladders.Of(facts);
        return new PictureView(Label(facts, ladders), Transcripts.Ms(facts.Session.StartedUtc), Lanes.Of(facts), ladders);
    }

    /// <summary>What the eye would take from it first.</summary>
    private static string Label(PictureFacts facts, IReadOnlyList<LadderView> ladders)
    {
        var answered = facts.History.Count(f => f.Kind == "CheckInAnswered");
        var missed = facts.History.Count(f => f.Kind == "CheckInMissed");
        List<string> parts =
        [
            $"Picture of session {facts.Session.Letter}: {Count(answered, "check-in")} answered, {missed} missed",
            .. ladders.SelectMany(l => l.Measures.Select(m => $"{m.Words} {m.Seconds} s after it was due{Against(m, l.Bound)}")),
        ];
        if (facts.History.Any(f => f.Kind == "EmsConfirmed"))
        {
            parts.Add("EMS confirms");
        }

        return string.Join("; ", parts) + ".";
    }

    private static string Against(MeasureView measure, int? bound) =>
        bound is not { } seconds ? "" : measure.Seconds <= seconds ? $", within the bound of {seconds} s" : $", beyond the bound of {seconds} s";

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
