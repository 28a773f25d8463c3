using System.Collections.Frozen;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Words;

/// <summary>
/// Every sentence in English. Texts fit one segment where what is filled in allows, keep to the GSM alphabet,
/// and name no drug, no overdose and no purpose: lock screens are read by others.
/// </summary>
public sealed partial class English : ILanguage
{
    public string Code => "en";

    public string SpeechTag => "en-US";

    public string Voice => "Polly.Joanna-Neural";

    public string Hints => "I'm ok, I'm okay, okay, I'm good, I'm fine, still here, yes, no, got it, copy, on the way, confirmed";

    public string Say(Line line) => Sentences[line.Key](line.Args);

    private static readonly FrozenDictionary<LineKey, Func<string[], string>> Sentences = Texts().Concat(Roster()).Concat(Spoken()).Concat(Case()).Concat(Drills()).ToFrozenDictionary();

    /// <summary>What can be changed, by the name of the topic.</summary>
    private static string Change(string what) => what switch
    {
        "Place" => "Change where you are?",
        "OwnWords" => "Say or record how to get in?",
        "Minutes" => "Change the minutes between check-ins?",
        "First" => "Name someone I ring first?",
        "AmbulanceAtOnce" => "An ambulance at once if you stop answering, instead of people first?",
        "AmbulanceLater" => "People first again if you stop answering, then the ambulance?",
        "Name" => "Change what I call you?",
        "Tone" => "A calm tone on the line between check-ins?",
        "ToneOff" => "Silence on the line again between check-ins?",
        "Quiet" => "Fewer words from me?",
        "QuietOff" => "More words from me again?",
        "OnlyTalk" => "No check-ins any more, only someone to talk with?",
        "Keep" => "Keep all this for next time?",
        "Hello" => "One text from me the day after, if I have to get people to you?",
        "HelloOff" => "No text from me the day after?",
        _ => "Erase everything I kept about this phone?",
    };

    /// <summary>What naming somebody means, by text or by voice.</summary>
    private static string First(string rings, string why) =>
        $"OK. If you stop answering I {rings} first, others 20 seconds later. "
        + (why == "hidden" ? "Your number is hidden, so I can't ask them: they hear only that someone named them." : "I ask them once: no means no; until a yes they only hear someone named them.");

    /// <summary>Why whoever they named was not asked whether I may ring them, and what that means.</summary>
    private static string NotRung(string said) =>
        said == "yes" ? "The person you named said yes, but I don't ring them" : "I don't ring the person you named";

    private static string NotAsked(string why)
    {
        var reason = why switch
        {
            "many" => "I asked as many as I ask at a time, so not the person you named.",
            "unreachable" => "I can't text the person you named, so they were not asked.",
            "noanswer" => "I rang the person you named to ask, and nobody said yes or no.",
            "gone" => "I no longer have a yes from the person you named.",
            _ => "The person you named was not asked yet.",
        };
        return $"{reason} I still ring them first, and they hear only that someone named them. Tell them if you can.";
    }

    private static string Plan(string order, bool anybody, string ems, string said)
    {
        var people = anybody ? "a peer" : "whoever I can find";
        var named = said == "Yes" ? "the person you named, who said yes" : "the person you named, who has not said yes yet";
        var first = order == "ChosenThenPeersThenEms" ? $"{named}, then {people}" : people;
        return ems switch
        {
            "ems" when order == "EmsAtOnce" => $"If you stop answering I ring an ambulance and {people} at once.",
            "ems" => anybody || order == "ChosenThenPeersThenEms" ? $"If you stop answering I ring {first}, then an ambulance." : "If you stop answering I ring an ambulance.",
            "byperson" => $"If you stop answering I ring {first}, and they bring the ambulance: it takes calls from people only.",
            "noline" => $"If you stop answering I ring {first}. I have no ambulance line for there.",
            _ => $"If you stop answering I ring {first}. Without a place I can't send an ambulance.",
        };
    }

    /// <summary>Nobody is left to believe that they are being checked on.</summary>
    private static string Checking(string watched) => watched == "watched" ? "I'm still checking on you." : "Nobody is checking on you: text SPOT and I do.";

    /// <summary>"Still with me?", or "Sam, still with me?"</summary>
    private static string Named(string handle, string sentence) => handle.Length > 0 ? $"{handle}, {char.ToLowerInvariant(sentence[0])}{sentence[1..]}" : sentence;

    private static string Language(string code) => code switch
    {
        "fr" => "French",
        "es" => "Spanish",
        _ => "it",
    };

    /// <summary>What stands around names; nothing where there are none.</summary>
    private static string Named(string names, string before, string after) => names.Length > 0 ? before + names + after : "";

    private static string Name(string handle) => handle.Length > 0 ? $"{handle}, " : "";

    private static string Open(string sessions) => sessions == "1" ? "1 session is open." : $"{sessions} sessions are open.";

    /// <summary>What somebody is rung for, in a text that others may read.</summary>
    private static string Offered(string why) => why switch
    {
        "talk" => "someone would like to talk",
        "debrief" => "a peer would like to talk a case through with you",
        "calloff" => "a crew has to be called off by a person",
        "handover" => "a peer asks to hand over a case",
        _ => "someone needs a person",
    };

    /// <summary>No more than is known, as the spoken brief has it.</summary>
    private static string CasePlace(string[] a)
    {
        string At(int i) => a.ElementAtOrDefault(i) ?? "";
        var since = At(2).Length == 0 ? "" : At(4) == "asked" ? $" Asked for help {At(2)} min ago." : $" No answer for {At(2)} min.";
        return $"SpotterBot: {a[0]}: {(a[1].Length == 0 ? "no place was given" : a[1])}."
            + (At(5).Contains("heard", StringComparison.Ordinal) ? " Heard by machine, not confirmed." : "")
            + (At(5).Contains("area", StringComparison.Ordinal) ? " The town is not confirmed." : "")
            + since
            + (At(6).Length == 0 ? "" : $" I was away for {At(6)} of that.")
            + Crew(At(3))
            + (At(7).Length == 0 ? "" : $" Call-back number for the crew: {At(7)}.");
    }

    private static string Crew(string state) => state switch
    {
        "confirmed" => " The crew is confirmed.",
        "ringing" => " I'm ringing the crew.",
        _ => "",
    };

    /// <summary>"43 point 2 5 5 7".</summary>
    private static string Degrees(string digits) => digits.Split('.') is [var whole, var rest] ? $"{whole} point {string.Join(' ', rest.AsEnumerable())}" : digits;

    private static string Each(string minutes) => minutes == "1" ? "minute" : $"{minutes} minutes";

    private static string Minutes(string minutes) => minutes == "1" ? "about a minute" : $"{minutes} minutes";
}
