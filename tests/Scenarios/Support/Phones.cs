using PhoneCompany.People;

namespace Scenarios.Support;

/// <summary>What a phone does by itself, by a word that reads well in a theory.</summary>
public static class Phones
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    public static Behaviour Called(string how) => how switch
    {
        "rings out" => Behaviour.NoAnswer,
        "voicemail" => Behaviour.Voicemail(Soon),
        "busy" => Behaviour.Busy,
        "no such number" => Behaviour.InvalidNumber,
        "dead air" => Behaviour.DeadAir(Soon),
        "screener" => Behaviour.CallScreener(Soon, Behaviour.NoAnswer),
        "carrier recording" => Behaviour.CarrierRecording(),
        "hangs up" => Behaviour.HangsUpMidPrompt(Soon, Soon),
        "wrong key" => Behaviour.WrongKey(Soon),
        "declines" => Behaviour.Person(Soon, Reaction.Hearing("2 to pass", me => me.Presses("2"))),
        "accepts" => Behaviour.Person(Soon, Reaction.Hearing("Press 1 to take it", me => me.Presses("1"))),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "No such behaviour."),
    };
}
