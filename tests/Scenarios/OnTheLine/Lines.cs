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
}
