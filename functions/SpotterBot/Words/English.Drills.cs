using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <content>Rehearsals: every sentence says that it is one.</content>
public sealed partial class English
{
    private static readonly Dictionary<string, string[]> DrillCallers = new(StringComparer.Ordinal)
    {
        ["Drowsy"] = ["mm? I'm here. I was nodding a bit.", "yeah. I'm on the couch. I'm sitting up now.", "I'm OK. Really. Thanks for calling.", "I'm good. You can tell them I'm good."],
        ["Talk"] = ["hey. I don't need anything. I just didn't want to sit here on my own.", "it's been a long week.", "my sister called. First time in a year.", "thanks for listening. I think I'm all right now."],
        ["Threat"] = ["who the hell are you?", "I know where you people are. I'll find you.", "you hear me? I'll find you.", "(they shout)"],
        ["Ambulance"] = ["(slow, heavy breathing)", "(a long snore)", "(nothing)", "(nothing)"],
    };

    private static Dictionary<LineKey, Func<string[], string>> Drills() => new()
    {
        [LineKey.DrillComingText] = _ => "SpotterBot: a drill, I'm ringing you now. Nobody is in danger, and no crew is called. A real case comes before it. Star 7 ends it, with a report.",
        [LineKey.DrillNotNowText] = _ => "SpotterBot: no drill now, you're on a case or rung for one. Text DRILL again when it's over.",
        [LineKey.DrillReportText] = a => $"SpotterBot, your drill: {DrillReport(a)}. DRILL 1 to 4 picks one.",
        [LineKey.TestOnText] = _ => "SpotterBot: OK, a coordinator may send you a test ring on your shift, always marked as a drill. TEST OFF ends that.",
        [LineKey.TestOffText] = _ => "SpotterBot: OK, no test rings, which are drills only. TEST ON allows them.",
        [LineKey.TestComingText] = a => $"SpotterBot: test ring, a drill, to {a[0]} now. I tell you what comes of it.",
        [LineKey.TestNotNowText] = a => $"SpotterBot: no test ring, a drill, to {a[0]}: they're off, on a case, or have not texted TEST ON.",
        [LineKey.TestTakenText] = a => $"SpotterBot: test ring, a drill: {a[0]} pressed 1 after {a[1]} s.",
        [LineKey.TestNobodyText] = a => $"SpotterBot: test ring, a drill: {a[0]} did not press 1. No answer, or a voicemail.",

        [LineKey.DrillOffer] = a => a[0] == "Talk" ? "This is a drill. SpotterBot on-call. Someone would like to talk." : "This is a drill. SpotterBot on-call. Someone stopped answering.",
        [LineKey.DrillOfferKeys] = _ => "Press 1 to take the drill, 2 to pass.",
        [LineKey.DrillTestRing] = _ => "This is a drill. SpotterBot, a test ring from your coordinator.",
        [LineKey.DrillTestKeys] = _ => "Press 1, and the drill is done.",
        [LineKey.DrillTestThanks] = _ => "The drill worked. Thank you.",
        [LineKey.DrillBrief] = a => a[0] == "Talk"
            ? "A drill, and it's yours. The caller goes by Robin. They would like to talk. Nothing is known to be wrong."
            : "A drill, and it's yours. The caller goes by Robin. No answer to a check-in two minutes ago. Agreed with them: you, then ambulance. The drill's place is 1 Practice Street.",
        [LineKey.DrillBriefKeys] = _ => "Star, then 1: they are OK. 9: ambulance, which I play in this drill. Just star: all keys.",
        [LineKey.DrillCaller] = a => $"Drill. The caller: {DrillCallers.GetValueOrDefault(a[0], DrillCallers["Drowsy"])[int.Parse(a[1], System.Globalization.CultureInfo.InvariantCulture)]}",
        [LineKey.DrillMenu] = _ => "Drill. 1 they are OK. 9 ambulance. 6 hold the ambulance. 2 the place again. 4 hand over. 0 a coordinator. 5 I was threatened. 7 leave.",
        [LineKey.DrillEms] = _ => "Drill: no ambulance is called. I play the desk.",
        [LineKey.DrillEmsAsks] = _ => "Drill desk: ambulance, what is the address? Are they breathing? All right, a drill crew is on its way.",
        [LineKey.DrillKey] = a => a[0] switch
        {
            "2" => "Drill: the place is 1 Practice Street.",
            "3" => "Drill: their phone would ring again.",
            "4" => "Drill: another peer would be rung, and it stays yours until one takes it.",
            "5" => "Drill: noted. Coordinators would be told, and the caller warned. You may leave: star 7.",
            "6" => "Drill: the ambulance would be held for five minutes.",
            "0" => "Drill: a coordinator would be rung.",
            _ => "Drill: that key does nothing.",
        },
        [LineKey.DrillReport] = a => $"The drill is over. {DrillReport(a)}.",
        [LineKey.DrillRemark] = a => (a[0], a[1]) switch
        {
            ("Ambulance", "right") => "In this drill only an ambulance could help, and you brought it. Thank you for practising.",
            ("Ambulance", _) => "In this drill only an ambulance could help: star 9. Thank you for practising.",
            ("Threat", "right") => "In this drill you were threatened and said so with star 5. You never have to bear that. Thank you for practising.",
            ("Threat", _) => "In this drill you were threatened: star 5 says so, star 7 leaves. Thank you for practising.",
            (_, "right") => "In this drill being there was all it took. Thank you for practising.",
            _ => "In this drill they came round by themselves: star 1 says so. Thank you for practising.",
        },
        [LineKey.DrillNotTaken] = _ => "The drill ends here. Thank you.",
    };

    /// <summary>"Taken after 6 s, star 9 after 40 s"</summary>
    private static string DrillReport(string[] marks) => marks.Length == 0 ? "nobody took it"
        : string.Join(", ", marks.Select(m => $"{(m[0] == 'a' ? "taken" : m[0] == 'p' ? "passed" : $"star {m[0]}")} after {m[1..]} s"));
}
