using PhoneCompany;
using PhoneCompany.People;

namespace RealFaults.Company;

/// <summary>
/// Whoever takes a call: what they do follows from what they hear alone, so that it goes on after the phone company was killed. Callers have
/// their plans elsewhere, and only tell whether they answer now.
/// </summary>
internal sealed class People
{
    /// <summary>In the sentence by which a person learns that they have the case.</summary>
    public const string Taken = "It's yours";

    private const int LinesOfADesk = 12;

    private readonly PhoneNetwork _network;
    private readonly Dice _dice;

    public People(PhoneNetwork network, int seed)
    {
        _network = network;
        _dice = new Dice(seed);
        foreach (var number in Service.Peers.Concat(Service.Coordinators))
        {
            network.Phone(number).ChoosesBehaviour = TakenByPeer;
        }

        foreach (var number in Service.Desks)
        {
            var desk = network.Phone(number);
            desk.Lines = LinesOfADesk;
            desk.ChoosesBehaviour = TakenByDesk;
        }
    }

    /// <summary>A caller answers from now on, or lies there.</summary>
    public void Takes(string number, bool answers) => _network.Phone(number).Behaviour = answers ? CallerAt(_dice.Seconds(1, 3)) : Behaviour.NoAnswer;

    /// <summary>A caller dials the service.</summary>
    public void Calls(string number)
    {
        Takes(number, answers: true);
        _network.Phone(number).PlacesCall(Service.Line);
    }

    private Behaviour CallerAt(TimeSpan answersAfter) => Behaviour.Listener(answersAfter, "Hello?", _ => { }, (call, heard) =>
    {
        // A caller who lies there by now presses nothing.
        if (heard.Kind == HeardKind.Speech && IsAsked(heard.Text))
        {
            call.Later(heard.Duration + _dice.Seconds(0.5, 2), me =>
            {
                if (me.Behaviour != Behaviour.NoAnswer)
                {
                    me.Presses("1");
                }
            });
        }
    });

    private static bool IsAsked(string words) => ((string[])
    [
        "and I start", "Press 1 to start", "Still with me", "need to hear you", "need a key", "f you're OK", "Press 1 again", "If that's you, press 1",
        "Press 1 if you are still there", "I was away",
    ]).Any(asked => words.Contains(asked, StringComparison.Ordinal));

    private Behaviour TakenByPeer()
    {
        if (_dice.Chance(0.4))
        {
            return Behaviour.NoAnswer;
        }

        var then = _dice.Chance(0.5) ? "1" : _dice.Chance(0.6) ? "9" : "";
        return Behaviour.Listener(_dice.Seconds(1, 6), "Hello?", _ => { }, (call, heard) =>
        {
            if (heard.Kind != HeardKind.Speech)
            {
                return;
            }

            if (Has("Press 1 to take it") || Has("Press 1 to be joined"))
            {
                call.Later(heard.Duration + _dice.Seconds(0.3, 2), me => me.Presses("1"));
            }
            else if (Has(Taken))
            {
                call.Later(_dice.Seconds(6, 15), me => Decides(me, then));
            }
            else if (Has("1 they are OK. 9 ambulance"))
            {
                call.Later(_dice.Seconds(0.5, 2), me => me.Presses(then));
            }
            else if (Has("Noted: they are OK") || Has("You've left") || Has("Someone has taken over") || Has("Nothing is needed"))
            {
                call.Later(heard.Duration + _dice.Seconds(1, 3), me => me.HangsUp());
            }

            bool Has(string what) => heard.Text.Contains(what, StringComparison.Ordinal);
        });
    }

    private static void Decides(Handset me, string then)
    {
        if (then.Length == 0)
        {
            me.HangsUp();
        }
        else
        {
            me.Presses("*");
        }
    }

    private Behaviour TakenByDesk() => _dice.Chance(0.15)
        ? Behaviour.NoAnswer
        : Behaviour.Listener(_dice.Seconds(1, 5), "Ambulance, what is the address of your emergency?", _ => { }, (call, heard) =>
        {
            if (heard.Kind != HeardKind.Speech)
            {
                return;
            }

            if (Has("Press 1 or say got it") || Has("Press 1 to close"))
            {
                call.Later(heard.Duration + _dice.Seconds(0.5, 2), me => me.Presses("1"));
            }
            else if (Has("Confirmed, thank you") || Has("Closed, thank you") || Has("Goodbye"))
            {
                call.Later(heard.Duration + _dice.Seconds(1, 4), me => me.HangsUp());
            }

            bool Has(string what) => heard.Text.Contains(what, StringComparison.Ordinal);
        });
}
