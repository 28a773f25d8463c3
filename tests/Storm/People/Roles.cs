using PhoneCompany.People;

namespace Storm.People;

/// <summary>Peers, coordinators and desks.</summary>
internal static class Roles
{
    public static void Peers(World world, IReadOnlyList<RosterPerson> roster, Dice dice)
    {
        for (var i = 0; i < roster.Count; i++)
        {
            _ = new PeerRole(world, roster[i].Phone, dice.Fork((ulong)i));
        }
    }

    public static void Desks(World world, IReadOnlyList<string> desks, Dice dice)
    {
        for (var i = 0; i < desks.Count; i++)
        {
            _ = new DeskRole(world, desks[i], dice.Fork((ulong)i), menu: i >= 2);
        }
    }
}

/// <summary>
/// A peer or coordinator: takes the case, passes, dozes, is a voicemail, gets lost mid-case, hands over, holds, leaves; two may accept in the same
/// instant. After the weather they answer and see the case to its end.
/// </summary>
internal sealed class PeerRole
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly Handset _phone;
    private readonly Dictionary<string, string> _means = [];

    public PeerRole(World world, string number, Dice dice)
    {
        (_world, _dice, _phone) = (world, dice, world.Network.Phone(number));
        _phone.ChoosesBehaviour = Takes;
        _phone.Gets = Gets;
    }

    private bool Careful => _world.Weather.IsOver;

    private Behaviour Takes() => Careful || _dice.Chance(0.65)
        ? Behaviour.Listener(_dice.Chance(0.3) ? TimeSpan.FromSeconds(4) : _dice.Seconds(1.5, 14), "Hello?", _ => { }, Hears)
        : _dice.Weighted(
            (4, Behaviour.NoAnswer),
            (3, Behaviour.Voicemail(_dice.Seconds(6, 18))),
            (1, Behaviour.Busy),
            (1, Behaviour.DeadAir(_dice.Seconds(2, 8))),
            (1, Behaviour.HangsUpMidPrompt(_dice.Seconds(2, 8), _dice.Seconds(1, 6))));

    private void Hears(OpenCall call, HeardEntry heard)
    {
        if (heard.Kind != HeardKind.Speech)
        {
            return;
        }

        var words = heard.Text;
        var sid = call.Call.Sid;
        if (Has("Press 1 to take it") || Has("Press 1 for yes"))
        {
            var key = Careful ? "1" : _dice.Weighted((15, "1"), (2, "2"), (1, "5"), (2, ""));
            if (key.Length > 0)
            {
                call.Later(_dice.Chance(0.3) ? TimeSpan.FromSeconds(2) : _dice.Seconds(0.5, 6), me => me.Presses(key));
            }
        }
        else if (Has("It's yours"))
        {
            Decides(call, Careful ? _dice.Seconds(18, 30) : _dice.Seconds(18, 75));
        }
        else if (Has("1 they are OK. 9 ambulance"))
        {
            call.Later(_dice.Seconds(0.5, 3), me => me.Presses(_means.GetValueOrDefault(sid, "1")));
        }
        else if (Has("Press 1 to be joined"))
        {
            call.Later(_dice.Seconds(0.5, 3), me => me.Presses("1"));
            Decides(call, _dice.Seconds(20, 60));
        }
        else if (Has("Noted: they are OK") || Has("You've left") || Has("Someone has taken over") || Has("Nothing is needed"))
        {
            call.Later(heard.Duration + _dice.Seconds(1, 8), me => me.HangsUp());
        }

        bool Has(string what) => words.Contains(what, StringComparison.Ordinal);
    }

    /// <summary>After a while with the caller they say what is so.</summary>
    private void Decides(OpenCall call, TimeSpan after) => call.Later(after, me =>
    {
        var key = Careful
            ? _dice.Weighted((6, "1"), (3, "9"))
            : _dice.Weighted((7, "1"), (4, "9"), (2, "6"), (1, "4"), (2, "7"), (1, "0"), (1, "2"), (1, "3"), (3, "gone"), (2, ""));
        if (key == "gone")
        {
            me.HangsUp();
            return;
        }

        if (key.Length > 0)
        {
            _means[call.Call.Sid] = key;
            me.Presses("*");
        }

        // Whoever is still on the line then was not heard, or has not finished.
        Decides(call, _dice.Seconds(60, 150));
    });

    public void Gets(ReceivedText text)
    {
        // "... Answer my call and press 1, or text A1 to take it ..."
        const string Or = "or text ";
        var at = text.Body.IndexOf(Or, StringComparison.Ordinal);
        if (at >= 0 && !Careful && _dice.Chance(0.08))
        {
            var reply = text.Body[(at + Or.Length)..].Split(' ')[0];
            _world.After(_dice.Seconds(3, 20), () => _phone.Texts(reply, World.Line));
            if (_dice.Chance(0.5))
            {
                _world.After(_dice.Seconds(40, 120), () => _phone.Texts(reply, World.Line));
            }
        }
    }
}

/// <summary>Whom a caller named: says yes or no to it or nothing, and takes a case or not, like a peer who knows no keys.</summary>
internal sealed class FriendRole
{
    public FriendRole(World world, string number, Dice dice)
    {
        var phone = world.Network.Phone(number);
        var onTheLine = new PeerRole(world, number, dice);
        phone.Gets = text =>
        {
            if (text.Body.Contains("AGREE", StringComparison.Ordinal) && dice.Chance(0.8))
            {
                world.After(dice.Seconds(3, 200), () => phone.Texts(dice.Weighted((5, "AGREE"), (2, "DECLINE"), (1, "who is this")), World.Line));
            }

            onTheLine.Gets(text);
        };
    }
}

/// <summary>A dispatch desk: a menu, hold music, questions, silence, a voicemail, a busy line. After the weather it answers and confirms.</summary>
internal sealed class DeskRole
{
    private const int LinesOfADesk = 12;

    private readonly World _world;
    private readonly Dice _dice;
    private readonly bool _menu;

    public DeskRole(World world, string number, Dice dice, bool menu)
    {
        (_world, _dice, _menu) = (world, dice, menu);
        var phone = world.Network.Phone(number);
        phone.Lines = LinesOfADesk;
        phone.ChoosesBehaviour = Takes;
    }

    private bool Careful => _world.Weather.IsOver;

    private Behaviour Takes()
    {
        var person = Behaviour.Listener(_dice.Seconds(1.5, 18), "Ambulance, what is the address of your emergency?", _ => { }, Hears);
        if (_menu)
        {
            return Behaviour.DispatchMenu(TimeSpan.FromSeconds(2), "2", person, "For fire, press 1. For an ambulance, press 2.");
        }

        return Careful || _dice.Chance(0.72)
            ? person
            : _dice.Weighted(
                (3, Behaviour.NoAnswer),
                (2, Behaviour.Busy),
                (1, Behaviour.Voicemail(_dice.Seconds(5, 15))),
                (2, Behaviour.HoldMusic(_dice.Seconds(2, 6), _dice.Seconds(10, 40), person)),
                (1, Behaviour.DeadAir(_dice.Seconds(2, 8))));
    }

    private void Hears(OpenCall call, HeardEntry heard)
    {
        if (heard.Kind != HeardKind.Speech)
        {
            return;
        }

        var words = heard.Text;
        if (Has("Press 1 or say got it"))
        {
            var deed = Careful ? "1" : _dice.Weighted((12, "1"), (4, "got it"), (2, "2"), (1, "0"), (2, "sir, what is your name?"), (1, ""), (1, "gone"));
            call.Later(heard.Duration + _dice.Seconds(0.5, 5), me => Does(me, deed));
        }
        else if (Has("Press 1 to close"))
        {
            var deed = Careful ? "1" : _dice.Weighted((8, "1"), (1, "0"), (1, ""), (1, "gone"));
            call.Later(heard.Duration + _dice.Seconds(0.5, 4), me => Does(me, deed));
        }
        else if (Has("dispatch line as well"))
        {
            // The place is another area's now: some stay until that desk has it, some do not.
            call.Later(heard.Duration + _dice.Seconds(2, Careful ? 8 : 90), me => me.HangsUp());
        }
        else if (Has("Confirmed, thank you"))
        {
            call.Later(heard.Duration + _dice.Seconds(2, Careful ? 8 : 40), me => me.HangsUp());
        }
        else if (Has("Closed, thank you") || Has("Goodbye"))
        {
            call.Later(heard.Duration + _dice.Seconds(1, 5), me => me.HangsUp());
        }

        bool Has(string what) => words.Contains(what, StringComparison.Ordinal);
    }

    private static void Does(Handset me, string deed)
    {
        if (deed == "gone")
        {
            me.HangsUp();
        }
        else if (deed is "1" or "2" or "0")
        {
            me.Presses(deed);
        }
        else if (deed.Length > 0)
        {
            me.Says(deed);
        }
    }
}
