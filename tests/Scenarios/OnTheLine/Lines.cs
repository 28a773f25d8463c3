using Scenarios.Support;

namespace Scenarios.OnTheLine;

/// <summary>The ways that callers on the line go together.</summary>
internal static class Lines
{
    public const string Spoken = "twelve main street apartment four Hamilton";

    /// <summary>They call, start with 1, and say where they are; it is read back and right.</summary>
    public static Scenario Calling(this Scenario s, string heardAs = "12 Main Street apartment 4 Hamilton")
    {
        s.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("I'm with you from now").Hears("where are you");
        s.Caller.Says(Spoken, heardAs).Hears("I heard: 12 Main Street, apartment 4. The town: Hamilton").Presses("1").Hears("Got it: Hamilton");
        return s;
    }

    /// <summary>They leave the other questions, and hear what will happen.</summary>
    public static Scenario SkipsTheRest(this Scenario s)
    {
        s.Caller.Hears("May I record you").Presses("4").Hears("What should I call you").Presses("4").Hears("keep this for next time").Presses("4");
        s.Caller.Hears("If you stop answering I ring a peer, then an ambulance").Hears("Your code, for any phone");
        s.RunSeconds(3);
        return s;
    }

    /// <summary>As <see cref="SkipsTheRest"/>, with a name.</summary>
    public static Scenario GivesAName(this Scenario s, string name = "Sam")
    {
        s.Caller.Hears("May I record you").Presses("4").Hears("What should I call you").Says("you can call me " + name).Hears($"OK, {name}").Hears("keep this for next time").Presses("4");
        s.Caller.Hears("Your code, for any phone");
        s.RunSeconds(3);
        return s;
    }

    /// <summary>They call with their number hidden and start; what they key when asked for one to call back is theirs to say.</summary>
    /// <param name="callback">Null: none.</param>
    public static Scenario CallingHidden(this Scenario s, string? callback = null)
    {
        s.Caller.Calls(callerId: "anonymous").Hears("Your number is hidden").Presses("1").Hears("Is there a number I can call you on", within: 60);
        if (callback is null)
        {
            s.Caller.Presses("4#").Hears("where are you");
        }
        else
        {
            s.Caller.Presses(callback + "#").Hears("Is that right").Presses("1").Hears("I call you there").Hears("where are you");
        }

        return s;
    }

    /// <summary>They say where they are, it is read back, and it is right.</summary>
    public static Scenario SaysWhere(this Scenario s, string heardAs = "12 Main Street Hamilton")
    {
        s.Caller.Says(Spoken, heardAs).Hears("I heard: 12 Main Street").Presses("1").Hears("Got it: Hamilton");
        return s;
    }

    /// <summary>They keep their place for next time, under "home", and finish.</summary>
    public static Scenario KeepsThePlace(this Scenario s)
    {
        s.Calling();
        s.Caller.Hears("May I record").Presses("4").Hears("What should I call you").Presses("4").Hears("keep this for next time").Presses("1").Hears("Kept").Presses("7").IsOffTheLine();
        s.RunSeconds(20);
        return s;
    }

    /// <summary>3, and what they want to change.</summary>
    public static Actor Changes(this Actor caller, string what) => caller.Presses("3").Hears("Change where you are").Says(what);

    /// <summary>From any phone: 8, and the code of the session.</summary>
    public static Actor KeysTheCode(this Actor phone, string? code = null) =>
        phone.Calls().Hears("If you have a code").Presses("8").Hears("three-digit code").Presses(code ?? phone.Scenario.Session.Code);

    /// <summary>Everybody is being called, and they are OK: said twice, long enough after a nine.</summary>
    public static Actor IsOkAfterAll(this Scenario s)
    {
        s.RunSeconds(8);
        return s.Caller.Presses("1").Confirms().Hears("stand down");
    }

    /// <summary>A 7 while a number is being asked for may be one: it is asked back.</summary>
    public static Actor FinishesAmidANumber(this Actor caller) => caller.Presses("7").Hears("Finished\\? Press 7 again", within: 10).Presses("7").IsOffTheLine();
}
