using PhoneCompany;

namespace PhoneSimulator;

/// <summary>What each phone on the desk does by itself when it rings.</summary>
public sealed class Manners(PhoneNetwork network)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _chosen = [];

    /// <summary>A <see cref="BehaviourChoice.Id"/>.</summary>
    public string Of(string number)
    {
        lock (_gate)
        {
            return _chosen.GetValueOrDefault(number, Behaviours.ByHand);
        }
    }

    /// <summary>False where this phone offers no such behaviour.</summary>
    public bool Set(Member member, string? id)
    {
        if (Behaviours.For(member.Role).FirstOrDefault(b => b.Id == id) is not { } choice)
        {
            return false;
        }

        network.Phone(member.Number).Behaviour = choice.Behaviour;
        lock (_gate)
        {
            _chosen[member.Number] = choice.Id;
        }

        return true;
    }
}
