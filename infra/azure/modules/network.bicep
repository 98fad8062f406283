// The network: a subnet for instances, one for private endpoints with the names that lead to them.
param name string
param location string
param tags object
param addressPrefix string
param privateEndpoints bool

// learn.microsoft.com, "Azure private endpoint private DNS zone values"; docs.azure.cn has the same page for Azure China. Storage's suffix is the cloud's; the
// vault's and the registry's zones are named otherwise than their endpoints.
var china = environment().name == 'AzureChinaCloud'
var storageZones = [
  'privatelink.blob.${environment().suffixes.storage}'
  'privatelink.queue.${environment().suffixes.storage}'
  'privatelink.table.${environment().suffixes.storage}'
]
var otherZones = [
  china ? 'privatelink.vaultcore.azure.cn' : 'privatelink.vaultcore.azure.net'
  china ? 'privatelink.azurecr.cn' : 'privatelink.azurecr.io'
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
  }

  resource apps 'subnets' = {
    name: 'apps'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 0)
      delegations: [
        {
          name: 'apps'
          properties: { serviceName: 'Microsoft.App/environments' }
        }
      ]
    }
  }

  resource endpoints 'subnets' = {
    name: 'endpoints'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 24, 1)
      privateEndpointNetworkPolicies: 'Disabled'
    }
    // Subnets of one network are made one after the other.
    dependsOn: [apps]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in concat(storageZones, otherZones): if (privateEndpoints) {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, i) in concat(storageZones, otherZones): if (privateEndpoints) {
    parent: zones[i]
    name: '${name}-link'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output appsSubnetId string = network::apps.id
output endpointsSubnetId string = network::endpoints.id
output storageZoneIds object = {
  blob: privateEndpoints ? zones[0].id : ''
  queue: privateEndpoints ? zones[1].id : ''
  table: privateEndpoints ? zones[2].id : ''
}
output vaultZoneId string = privateEndpoints ? zones[3].id : ''
output registryZoneId string = privateEndpoints ? zones[4].id : ''
